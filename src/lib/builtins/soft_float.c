/* Taking numbers apart and putting them together, in any format. */
#include "soft_float.h"

struct soft_float __soft_float_normalize(_Bool negative, int exponent, u128 significand)
{
	int shift;

	if (significand == 0)
		return (struct soft_float){ZERO, negative, 0, 0};
	shift = leading_zeros(significand);
	return (struct soft_float){FINITE, negative, exponent - shift, significand << shift};
}

struct soft_float __soft_float_unpack(u128 bits, struct float_format format)
{
	int largest = (1 << format.exponent_bits) - 1;
	int biased = (int)(bits >> format.fraction_bits) & largest;
	_Bool negative = bits >> (format.fraction_bits + format.exponent_bits) & 1;
	/* The fraction from bit 127 down, with nothing before it. */
	u128 fraction = bits << (128 - format.fraction_bits);

	if (biased == largest)
		return (struct soft_float){fraction != 0 ? NOT_A_NUMBER : INFINITE, negative, 0, fraction};
	if (biased == 0)
		return __soft_float_normalize(negative, -largest / 2, fraction);
	return (struct soft_float){FINITE, negative, biased - largest / 2, (u128)1 << 127 | fraction >> 1};
}

static u128 round_to_format(struct soft_float value, struct float_format format)
{
	int largest = (1 << format.exponent_bits) - 1;
	int dropped_bits = 127 - format.fraction_bits;
	int biased = value.exponent + largest / 2;
	u128 kept, dropped, half;

	if (biased >= largest)
		return (u128)largest << format.fraction_bits;
	if (biased < 1) {
		value.significand = shift_right_sticky(value.significand, 1 - biased);
		biased = 1;
	}
	/* Added, not or-ed: the leading one, where there is one, counts the exponent up; so does a carry. */
	kept = ((u128)(biased - 1) << format.fraction_bits) + (value.significand >> dropped_bits);
	dropped = value.significand & (((u128)1 << dropped_bits) - 1);
	half = (u128)1 << (dropped_bits - 1);
	return kept + (dropped > half || (dropped == half && (kept & 1)));
}

u128 __soft_float_pack(struct soft_float value, struct float_format format)
{
	u128 sign = (u128)value.negative << (format.fraction_bits + format.exponent_bits);
	u128 infinity = (((u128)1 << format.exponent_bits) - 1) << format.fraction_bits;
	u128 quiet = (u128)1 << (format.fraction_bits - 1);

	switch (value.kind) {
	case ZERO:
		return sign;
	case INFINITE:
		return sign | infinity;
	case NOT_A_NUMBER:
		return sign | infinity | quiet | value.significand >> (128 - format.fraction_bits);
	default:
		return sign | round_to_format(value, format);
	}
}
