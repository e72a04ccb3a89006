/* IEEE 754 numbers taken apart, so that one rounding serves every format and operation.
   Rounding is to nearest, ties to even; no exception flags are raised (the machines that need this code keep
   them in a register that the C environment of the runtime does not promise to be there). */
#ifndef BUILTINS_SOFT_FLOAT_H
#define BUILTINS_SOFT_FLOAT_H

#include "int128.h"

/* An interchange format, IEEE 754 table 3.5: fraction_bits leaves the implied leading one out. */
struct float_format {
	int fraction_bits;
	int exponent_bits;
};

#define BINARY32 ((struct float_format){23, 8})
#define BINARY64 ((struct float_format){52, 11})
#define BINARY128 ((struct float_format){112, 15})

enum float_kind { ZERO, FINITE, INFINITE, NOT_A_NUMBER };

struct soft_float {
	enum float_kind kind;
	_Bool negative;
	/* FINITE: the value is significand * 2^(exponent - 127), bit 127 of significand is set, and bit 0 also
	   stands for whatever was lost below it ("sticky"). NOT_A_NUMBER: the payload, from bit 127 down. */
	int exponent;
	u128 significand;
};

#define HIDDEN __attribute__((visibility("hidden")))

HIDDEN struct soft_float __soft_float_unpack(u128 bits, struct float_format format);
HIDDEN u128 __soft_float_pack(struct soft_float value, struct float_format format);

/* significand * 2^(exponent - 127), with the leading one moved up to bit 127; zero keeps the sign. */
HIDDEN struct soft_float __soft_float_normalize(_Bool negative, int exponent, u128 significand);

/* The operand that makes the result of an operation on a and b not a number, if one does, else NULL. */
static inline const struct soft_float *find_nan(const struct soft_float *a, const struct soft_float *b)
{
	return a->kind == NOT_A_NUMBER ? a : b->kind == NOT_A_NUMBER ? b : (const struct soft_float *)0;
}

/* What an invalid operation gives: quiet, positive, no payload. */
static const struct soft_float INVALID = {NOT_A_NUMBER, 0, 0, 0};

static inline u128 shift_right_sticky(u128 value, int count)
{
	if (count == 0)
		return value;
	if (count > 127)
		return value != 0;
	return value >> count | (value << (128 - count) != 0);
}

#endif
