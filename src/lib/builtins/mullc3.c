/* long double: x87's format or binary128. */
#if __LDBL_MANT_DIG__ == 64
#define NAME __mulxc3
#else
#define NAME __multc3
#endif
#define REAL long double
#define COMPLEX long double _Complex
#include "complex_multiply.h"
