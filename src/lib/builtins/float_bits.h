/* float and double from and to their bits. */
#ifndef BUILTINS_FLOAT_BITS_H
#define BUILTINS_FLOAT_BITS_H

union float_bits {
	float value;
	unsigned bits;
};

union double_bits {
	double value;
	unsigned long long bits;
};

static inline unsigned bits_of_float(float value)
{
	return (union float_bits){.value = value}.bits;
}

static inline unsigned long long bits_of_double(double value)
{
	return (union double_bits){.value = value}.bits;
}

static inline float float_of_bits(unsigned bits)
{
	return (union float_bits){.bits = bits}.value;
}

static inline double double_of_bits(unsigned long long bits)
{
	return (union double_bits){.bits = bits}.value;
}

#endif
