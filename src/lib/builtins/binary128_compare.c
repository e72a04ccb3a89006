/* Comparisons. The sign of the result, compared with zero as the name says, is the answer: a < b is
   __lttf2(a, b) < 0. Where an operand is not a number every answer but "not equal" is no.
   Callers read an int or a register; long serves both. */
#include "binary128.h"

long __eqtf2(binary128 a, binary128 b);
long __netf2(binary128 a, binary128 b);
long __lttf2(binary128 a, binary128 b);
long __letf2(binary128 a, binary128 b);
long __gttf2(binary128 a, binary128 b);
long __getf2(binary128 a, binary128 b);
long __unordtf2(binary128 a, binary128 b);

#define SIGN ((u128)1 << 127)
#define INFINITY_BITS ((u128)0x7fff << 112)

static _Bool is_nan(u128 bits)
{
	return (bits & ~SIGN) > INFINITY_BITS;
}

/* Formats are made so that magnitudes are in the order of their bits; the sign turns it round. */
static i128 order_of(u128 bits)
{
	return with_sign(bits & ~SIGN, (bits & SIGN) != 0);
}

static long compare(binary128 a, binary128 b, long unordered)
{
	i128 left = order_of(bits_of(a));
	i128 right = order_of(bits_of(b));

	if (is_nan(bits_of(a)) || is_nan(bits_of(b)))
		return unordered;
	return (left > right) - (left < right);
}

long __eqtf2(binary128 a, binary128 b) { return compare(a, b, 1); }
long __netf2(binary128 a, binary128 b) { return compare(a, b, 1); }
long __lttf2(binary128 a, binary128 b) { return compare(a, b, 1); }
long __letf2(binary128 a, binary128 b) { return compare(a, b, 1); }
long __gttf2(binary128 a, binary128 b) { return compare(a, b, -1); }
long __getf2(binary128 a, binary128 b) { return compare(a, b, -1); }

long __unordtf2(binary128 a, binary128 b)
{
	return is_nan(bits_of(a)) || is_nan(bits_of(b));
}
