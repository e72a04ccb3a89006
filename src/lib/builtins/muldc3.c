#define NAME __muldc3
#define REAL double
#define COMPLEX double _Complex
#include "complex_multiply.h"
