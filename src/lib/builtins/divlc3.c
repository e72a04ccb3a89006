/* long double: x87's format or binary128. */
#if __LDBL_MANT_DIG__ == 64
#define NAME __divxc3
#else
#define NAME __divtc3
#endif
#define REAL long double
#define COMPLEX long double _Complex
#define LOGB __builtin_logbl
#define SCALBN __builtin_scalbnl
#define FMAX __builtin_fmaxl
#include "complex_divide.h"
