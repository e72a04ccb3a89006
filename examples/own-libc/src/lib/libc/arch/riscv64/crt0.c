__asm__(".globl _start\n_start: .option push\n.option norelax\nlla gp, __global_pointer$\n.option pop\nmv a0, sp\nandi sp, sp, -16\ntail begin\n");
#include "../begin.h"
