/* Integers of twice the machine's word, as far as the compiler does them inline: all but division. */
#ifndef BUILTINS_INT128_H
#define BUILTINS_INT128_H

typedef __int128 i128;
typedef unsigned __int128 u128;

/* Zero bits above the highest one of value, which is not 0. */
static inline int leading_zeros(u128 value)
{
	unsigned long long high = value >> 64;

	return high != 0 ? __builtin_clzll(high) : 64 + __builtin_clzll((unsigned long long)value);
}

static inline u128 magnitude(i128 value)
{
	return value < 0 ? -(u128)value : (u128)value;
}

static inline i128 with_sign(u128 magnitude, _Bool negative)
{
	return (i128)(negative ? -magnitude : magnitude);
}

#endif
