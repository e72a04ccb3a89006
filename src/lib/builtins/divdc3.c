#define NAME __divdc3
#define REAL double
#define COMPLEX double _Complex
#define LOGB __builtin_logb
#define SCALBN __builtin_scalbn
#define FMAX __builtin_fmax
#include "complex_divide.h"
