#define NAME __mulsc3
#define REAL float
#define COMPLEX float _Complex
#include "complex_multiply.h"
