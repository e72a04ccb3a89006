#include <numbers.h>

.globl leave
leave:
    mov $NR_exit, %eax
    syscall
.section .note.GNU-stack, "", @progbits
