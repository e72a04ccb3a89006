/* The compiler's 128-bit type and its bits. Only moved here, never computed with: that would call us. */
#ifndef BUILTINS_BINARY128_H
#define BUILTINS_BINARY128_H

#include "soft_float.h"

#if __LDBL_MANT_DIG__ == 113
typedef long double binary128;
#else
typedef __float128 binary128;
#endif

union binary128_bits {
	binary128 value;
	u128 bits;
};

static inline u128 bits_of(binary128 value)
{
	return (union binary128_bits){.value = value}.bits;
}

static inline struct soft_float unpack(binary128 value)
{
	return __soft_float_unpack(bits_of(value), BINARY128);
}

static inline binary128 pack(struct soft_float value)
{
	return (union binary128_bits){.bits = __soft_float_pack(value, BINARY128)}.value;
}

#endif
