/* Parts common to complex multiplication and division (C11 annex G), for one real type:
   REAL is the type, COMPLEX the complex one. Only macros of the compiler, which are no calls. */
static inline REAL with_sign_of(REAL magnitude, REAL sign)
{
	return __builtin_signbit(sign) ? -magnitude : magnitude;
}

/* An infinity becomes 1 and anything else 0, with the sign kept: the direction without the length. */
static inline REAL box_infinity(REAL part)
{
	return with_sign_of(__builtin_isinf(part) ? 1 : 0, part);
}

static inline REAL zero_if_nan(REAL part)
{
	return __builtin_isnan(part) ? with_sign_of(0, part) : part;
}

static inline COMPLEX make_complex(REAL real, REAL imaginary)
{
	COMPLEX value;

	__real__ value = real;
	__imag__ value = imaginary;
	return value;
}
