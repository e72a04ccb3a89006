#define NAME __divsc3
#define REAL float
#define COMPLEX float _Complex
#define LOGB __builtin_logbf
#define SCALBN __builtin_scalbnf
#define FMAX __builtin_fmaxf
#include "complex_divide.h"
