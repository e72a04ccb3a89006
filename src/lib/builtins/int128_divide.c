/* Division of 128-bit integers. As in C, quotients are cut towards zero and a remainder has the sign of the
   dividend; dividing by zero traps, as the 64-bit instruction does on x86, on every machine. */
#include "int128.h"

i128 __divti3(i128 dividend, i128 divisor);
i128 __modti3(i128 dividend, i128 divisor);
u128 __udivti3(u128 dividend, u128 divisor);
u128 __umodti3(u128 dividend, u128 divisor);

static u128 divide(u128 dividend, u128 divisor, u128 *remainder)
{
	u128 quotient = 0;

	if (divisor == 0)
		__builtin_trap();
	if ((dividend | divisor) >> 64 == 0) {
		*remainder = (unsigned long long)dividend % (unsigned long long)divisor;
		return (unsigned long long)dividend / (unsigned long long)divisor;
	}
	if (dividend >= divisor) {
		int shift = leading_zeros(divisor) - leading_zeros(dividend);

		for (divisor <<= shift; shift >= 0; shift--, divisor >>= 1) {
			quotient <<= 1;
			if (dividend >= divisor) {
				dividend -= divisor;
				quotient |= 1;
			}
		}
	}
	*remainder = dividend;
	return quotient;
}

u128 __udivti3(u128 dividend, u128 divisor)
{
	u128 remainder;

	return divide(dividend, divisor, &remainder);
}

u128 __umodti3(u128 dividend, u128 divisor)
{
	u128 remainder;

	divide(dividend, divisor, &remainder);
	return remainder;
}

i128 __divti3(i128 dividend, i128 divisor)
{
	u128 remainder;
	u128 quotient = divide(magnitude(dividend), magnitude(divisor), &remainder);

	return with_sign(quotient, (dividend < 0) != (divisor < 0));
}

i128 __modti3(i128 dividend, i128 divisor)
{
	u128 remainder;

	divide(magnitude(dividend), magnitude(divisor), &remainder);
	return with_sign(remainder, dividend < 0);
}
