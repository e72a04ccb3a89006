/* From and to the narrower formats. */
#include "binary128.h"
#include "float_bits.h"

binary128 __extendsftf2(float value);
binary128 __extenddftf2(double value);
float __trunctfsf2(binary128 value);
double __trunctfdf2(binary128 value);

binary128 __extendsftf2(float value)
{
	return pack(__soft_float_unpack(bits_of_float(value), BINARY32));
}

binary128 __extenddftf2(double value)
{
	return pack(__soft_float_unpack(bits_of_double(value), BINARY64));
}

float __trunctfsf2(binary128 value)
{
	return float_of_bits((unsigned)__soft_float_pack(unpack(value), BINARY32));
}

double __trunctfdf2(binary128 value)
{
	return double_of_bits((unsigned long long)__soft_float_pack(unpack(value), BINARY64));
}
