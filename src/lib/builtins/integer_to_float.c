/* From integers, rounded where the format has fewer bits. */
#include "binary128.h"
#include "float_bits.h"

binary128 __floatsitf(int value);
binary128 __floatditf(long long value);
binary128 __floattitf(i128 value);
float __floattisf(i128 value);
double __floattidf(i128 value);
binary128 __floatunsitf(unsigned value);
binary128 __floatunditf(unsigned long long value);
binary128 __floatuntitf(u128 value);
float __floatuntisf(u128 value);
double __floatuntidf(u128 value);

static struct soft_float from_unsigned(u128 value)
{
	return __soft_float_normalize(0, 127, value);
}

static struct soft_float from_signed(i128 value)
{
	return __soft_float_normalize(value < 0, 127, magnitude(value));
}

static float pack_float(struct soft_float value)
{
	return float_of_bits((unsigned)__soft_float_pack(value, BINARY32));
}

static double pack_double(struct soft_float value)
{
	return double_of_bits((unsigned long long)__soft_float_pack(value, BINARY64));
}

binary128 __floatsitf(int value) { return pack(from_signed(value)); }
binary128 __floatditf(long long value) { return pack(from_signed(value)); }
binary128 __floattitf(i128 value) { return pack(from_signed(value)); }
float __floattisf(i128 value) { return pack_float(from_signed(value)); }
double __floattidf(i128 value) { return pack_double(from_signed(value)); }

binary128 __floatunsitf(unsigned value) { return pack(from_unsigned(value)); }
binary128 __floatunditf(unsigned long long value) { return pack(from_unsigned(value)); }
binary128 __floatuntitf(u128 value) { return pack(from_unsigned(value)); }
float __floatuntisf(u128 value) { return pack_float(from_unsigned(value)); }
double __floatuntidf(u128 value) { return pack_double(from_unsigned(value)); }
