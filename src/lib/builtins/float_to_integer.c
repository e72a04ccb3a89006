/* To integers, cut towards zero. C leaves what does not fit undefined: it gives the nearest that does, and
   not-a-number counts as an infinity of its sign. */
#include "binary128.h"
#include "float_bits.h"

int __fixtfsi(binary128 value);
long long __fixtfdi(binary128 value);
i128 __fixtfti(binary128 value);
i128 __fixsfti(float value);
i128 __fixdfti(double value);
unsigned __fixunstfsi(binary128 value);
unsigned long long __fixunstfdi(binary128 value);
u128 __fixunstfti(binary128 value);
u128 __fixunssfti(float value);
u128 __fixunsdfti(double value);

static u128 truncate_up_to(u128 limit, struct soft_float value)
{
	u128 integer;

	if (value.kind == ZERO || (value.kind == FINITE && value.exponent < 0))
		return 0;
	if (value.kind != FINITE || value.exponent > 127)
		return limit;
	integer = value.significand >> (127 - value.exponent);
	return integer < limit ? integer : limit;
}

static i128 to_signed(struct soft_float value, int width)
{
	u128 limit = ((u128)1 << (width - 1)) - !value.negative;

	return with_sign(truncate_up_to(limit, value), value.negative);
}

static u128 to_unsigned(struct soft_float value, int width)
{
	return truncate_up_to(value.negative ? 0 : ~(u128)0 >> (128 - width), value);
}

static struct soft_float unpack_float(float value)
{
	return __soft_float_unpack(bits_of_float(value), BINARY32);
}

static struct soft_float unpack_double(double value)
{
	return __soft_float_unpack(bits_of_double(value), BINARY64);
}

int __fixtfsi(binary128 value) { return (int)to_signed(unpack(value), 32); }
long long __fixtfdi(binary128 value) { return (long long)to_signed(unpack(value), 64); }
i128 __fixtfti(binary128 value) { return to_signed(unpack(value), 128); }
i128 __fixsfti(float value) { return to_signed(unpack_float(value), 128); }
i128 __fixdfti(double value) { return to_signed(unpack_double(value), 128); }

unsigned __fixunstfsi(binary128 value) { return (unsigned)to_unsigned(unpack(value), 32); }
unsigned long long __fixunstfdi(binary128 value) { return (unsigned long long)to_unsigned(unpack(value), 64); }
u128 __fixunstfti(binary128 value) { return to_unsigned(unpack(value), 128); }
u128 __fixunssfti(float value) { return to_unsigned(unpack_float(value), 128); }
u128 __fixunsdfti(double value) { return to_unsigned(unpack_double(value), 128); }
