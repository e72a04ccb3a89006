label: .include "macros.s"
.macro m x
.incbin "a.bin"
.endm
; .INCLUDE "b"
#define STR(x) #x
asm volatile(STR(nop) : : "r"(1));
