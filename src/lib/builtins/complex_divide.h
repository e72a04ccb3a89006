/* (a + ib) / (c + id) as in C11 G.5.1, example 2: NAME, over REAL and COMPLEX. LOGB, SCALBN and FMAX are the
   C library's functions for REAL. */
#include "complex_operand.h"

COMPLEX NAME(REAL a, REAL b, REAL c, REAL d);

COMPLEX NAME(REAL a, REAL b, REAL c, REAL d)
{
	/* The divisor is brought near 1, so that its square neither overflows nor vanishes. */
	REAL magnitude = FMAX(__builtin_signbit(c) ? -c : c, __builtin_signbit(d) ? -d : d);
	REAL exponent = LOGB(magnitude);
	int scale = 0;

	if (__builtin_isfinite(exponent)) {
		scale = -(int)exponent;
		c = SCALBN(c, scale);
		d = SCALBN(d, scale);
	}

	REAL norm = c * c + d * d;
	REAL real = SCALBN((a * c + b * d) / norm, scale);
	REAL imaginary = SCALBN((b * c - a * d) / norm, scale);
	REAL infinity = __builtin_inff();

	if (!__builtin_isnan(real) || !__builtin_isnan(imaginary))
		return make_complex(real, imaginary);
	if (norm == 0 && (!__builtin_isnan(a) || !__builtin_isnan(b)))
		return make_complex(with_sign_of(infinity, c) * a, with_sign_of(infinity, c) * b);
	if ((__builtin_isinf(a) || __builtin_isinf(b)) && __builtin_isfinite(c) && __builtin_isfinite(d)) {
		a = box_infinity(a);
		b = box_infinity(b);
		return make_complex(infinity * (a * c + b * d), infinity * (b * c - a * d));
	}
	if (__builtin_isinf(magnitude) && __builtin_isfinite(a) && __builtin_isfinite(b)) {
		c = box_infinity(c);
		d = box_infinity(d);
		return make_complex(0 * (a * c + b * d), 0 * (b * c - a * d));
	}
	return make_complex(real, imaginary);
}
