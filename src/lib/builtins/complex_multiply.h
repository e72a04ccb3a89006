/* (a + ib) * (c + id) as in C11 G.5.1, example 1: NAME, over REAL and COMPLEX. */
#include "complex_operand.h"

COMPLEX NAME(REAL a, REAL b, REAL c, REAL d);

COMPLEX NAME(REAL a, REAL b, REAL c, REAL d)
{
	REAL ac = a * c, bd = b * d, ad = a * d, bc = b * c;
	REAL real = ac - bd, imaginary = ad + bc;
	_Bool recalculate = 0;

	if (!__builtin_isnan(real) || !__builtin_isnan(imaginary))
		return make_complex(real, imaginary);
	if (__builtin_isinf(a) || __builtin_isinf(b)) {
		a = box_infinity(a);
		b = box_infinity(b);
		c = zero_if_nan(c);
		d = zero_if_nan(d);
		recalculate = 1;
	}
	if (__builtin_isinf(c) || __builtin_isinf(d)) {
		c = box_infinity(c);
		d = box_infinity(d);
		a = zero_if_nan(a);
		b = zero_if_nan(b);
		recalculate = 1;
	}
	/* The parts overflowed, and their difference lost that. */
	if (!recalculate
		&& (__builtin_isinf(ac) || __builtin_isinf(bd) || __builtin_isinf(ad) || __builtin_isinf(bc))) {
		a = zero_if_nan(a);
		b = zero_if_nan(b);
		c = zero_if_nan(c);
		d = zero_if_nan(d);
		recalculate = 1;
	}
	if (recalculate) {
		REAL infinity = __builtin_inff();

		return make_complex(infinity * (a * c - b * d), infinity * (a * d + b * c));
	}
	return make_complex(real, imaginary);
}
