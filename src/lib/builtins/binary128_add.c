/* Addition and subtraction. */
#include "binary128.h"

binary128 __addtf3(binary128 a, binary128 b);
binary128 __subtf3(binary128 a, binary128 b);

static _Bool is_smaller(struct soft_float a, struct soft_float b)
{
	return a.exponent != b.exponent ? a.exponent < b.exponent : a.significand < b.significand;
}

static struct soft_float add_finite(struct soft_float large, struct soft_float small)
{
	/* One bit of room for the carry. Operands have 15 bits to spare, so nothing is lost by it. */
	u128 augend = large.significand >> 1;
	u128 addend = shift_right_sticky(small.significand >> 1, large.exponent - small.exponent);

	if (large.negative == small.negative)
		return __soft_float_normalize(large.negative, large.exponent + 1, augend + addend);
	/* An exact zero is positive (IEEE 754, 6.3). */
	return __soft_float_normalize(large.negative && augend != addend, large.exponent + 1, augend - addend);
}

static struct soft_float add(struct soft_float a, struct soft_float b)
{
	const struct soft_float *nan = find_nan(&a, &b);

	if (nan)
		return *nan;
	if (a.kind == INFINITE)
		return b.kind == INFINITE && a.negative != b.negative ? INVALID : a;
	if (a.kind == ZERO && b.kind == ZERO)
		return (struct soft_float){ZERO, a.negative && b.negative, 0, 0};
	if (a.kind == ZERO || b.kind == INFINITE)
		return b;
	if (b.kind == ZERO)
		return a;
	return is_smaller(a, b) ? add_finite(b, a) : add_finite(a, b);
}

binary128 __addtf3(binary128 a, binary128 b)
{
	return pack(add(unpack(a), unpack(b)));
}

binary128 __subtf3(binary128 a, binary128 b)
{
	struct soft_float subtrahend = unpack(b);

	if (subtrahend.kind != NOT_A_NUMBER)
		subtrahend.negative = !subtrahend.negative;
	return pack(add(unpack(a), subtrahend));
}
