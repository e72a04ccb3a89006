__asm__(".globl _start\n_start: mov x29, #0\nmov x30, #0\nmov x0, sp\nbl begin\n");
#include "../begin.h"
