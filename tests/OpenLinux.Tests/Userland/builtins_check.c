/* Compares src/lib/builtins with the compiler's own runtime (libgcc), bit for bit.
   usage: builtins_check ROUNDS [SEED]
   cc -include builtins_names.h builtins_check.c src/lib/builtins/[a-z]*.c -lm
   Prints every function's first differences and ends with 1 if there are any. */
#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#if __LDBL_MANT_DIG__ == 113
typedef long double f128;
#else
typedef __float128 f128;
#endif
typedef __int128 i128;
typedef unsigned __int128 u128;
typedef unsigned long long u64;
typedef long long i64;
typedef float _Complex cfloat;
typedef double _Complex cdouble;
typedef long double _Complex clong;

/* ---- Operands ---- */

static u64 state;

/* splitmix64 */
static u64 next(void)
{
	u64 z = state += 0x9e3779b97f4a7c15;

	z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9;
	z = (z ^ z >> 27) * 0x94d049bb133111eb;
	return z ^ z >> 31;
}

static u128 next_wide(void)
{
	u64 high = next();

	return (u128)high << 64 | next();
}

/* Runs of ones and zeros, where carries and ties live, as often as plain noise. */
static u128 next_bits(void)
{
	switch (next() % 4) {
	case 0:
		return next_wide();
	case 1:
		return next_wide() >> next() % 128;
	case 2:
		return (u128)1 << next() % 128;
	default:
		return (~(u128)0 >> next() % 128) ^ (~(u128)0 >> next() % 128) ^ (next() % 8 == 0);
	}
}

/* Any number of a format: all kinds of exponents, the edges more often than chance would have it. */
static u128 next_float(int fraction_bits, int exponent_bits)
{
	u64 largest = (1u << exponent_bits) - 1;
	u64 edges[] = {0, 0, 1, 2, largest, largest - 1, largest / 2, largest / 2 - 1};
	u64 exponent = next() % 4 == 0 ? edges[next() % 8]
		: next() % 2 == 0 ? (largest / 2 - fraction_bits + next() % (2 * fraction_bits)) & largest
		: next() & largest;
	u128 fraction = next() % 8 == 0 ? 0 : next_bits() & (((u128)1 << fraction_bits) - 1);

	return (u128)(next() & 1) << (fraction_bits + exponent_bits) | (u128)exponent << fraction_bits | fraction;
}

static f128 next_f128(void)
{
	u128 bits = next_float(112, 15);
	f128 value;

	memcpy(&value, &bits, sizeof value);
	return value;
}

static double next_double(void)
{
	u64 bits = (u64)next_float(52, 11);
	double value;

	memcpy(&value, &bits, sizeof value);
	return value;
}

static float next_f32(void)
{
	unsigned bits = (unsigned)next_float(23, 8);
	float value;

	memcpy(&value, &bits, sizeof value);
	return value;
}

/* One that lies close to the other in size, so that sums cancel. */
static f128 near(f128 other)
{
	u128 bits;

	memcpy(&bits, &other, sizeof bits);
	bits ^= next_bits() & (((u128)1 << 113) - 1);
	bits ^= (u128)(next() & 1) << 127;
	memcpy(&other, &bits, sizeof bits);
	return other;
}

/* ---- Results ---- */

enum { SHOWN = 5 };

static unsigned long checks, differences;

static void print_hex(const char *label, const void *value, size_t size)
{
	const unsigned char *bytes = value;

	printf(" %s", label);
	while (size-- > 0)
		printf("%02x", bytes[size]);
}

static bool first_ones(unsigned long *count)
{
	differences++;
	return ++*count <= SHOWN;
}

#define SAME_BITS(x, y) (memcmp(&(x), &(y), sizeof(x)) == 0)
/* Which payload survives is the implementation's choice; that it is a quiet one is not. */
#define SAME_NUMBER(x, y) (SAME_BITS(x, y) || ((x) != (x) && (y) != (y) && is_quiet(&(x), sizeof(x))))
#define SAME_SIGN(x, y) (((x) > 0) - ((x) < 0) == ((y) > 0) - ((y) < 0))

static bool is_quiet(const void *value, size_t size)
{
	const unsigned char *bytes = value;

	switch (size) {
	case 4:
		return bytes[2] & 0x40;
	case 8:
		return bytes[6] & 0x08;
	default:
		return bytes[13] & 0x80;
	}
}

/* Declares ours and the reference, and a function that calls both with the same operands. */
#define CHECK_1(name, RESULT, A, SAME) \
	RESULT name(A); \
	RESULT reference##name(A) __asm__(#name); \
	static void check##name(A a) \
	{ \
		static unsigned long count; \
		RESULT ours = name(a), theirs = reference##name(a); \
		checks++; \
		if (!SAME(ours, theirs) && first_ones(&count)) { \
			print_hex(#name "(", &a, sizeof a); \
			print_hex(") =", &ours, sizeof ours); \
			print_hex("not", &theirs, sizeof theirs); \
			puts(""); \
		} \
	}

#define CHECK_2(name, RESULT, A, SAME) \
	RESULT name(A, A); \
	RESULT reference##name(A, A) __asm__(#name); \
	static void check##name(A a, A b) \
	{ \
		static unsigned long count; \
		RESULT ours = name(a, b), theirs = reference##name(a, b); \
		checks++; \
		if (!SAME(ours, theirs) && first_ones(&count)) { \
			print_hex(#name "(", &a, sizeof a); \
			print_hex(",", &b, sizeof b); \
			print_hex(") =", &ours, sizeof ours); \
			print_hex("not", &theirs, sizeof theirs); \
			puts(""); \
		} \
	}

CHECK_2(__addtf3, f128, f128, SAME_NUMBER)
CHECK_2(__subtf3, f128, f128, SAME_NUMBER)
CHECK_2(__multf3, f128, f128, SAME_NUMBER)
CHECK_2(__divtf3, f128, f128, SAME_NUMBER)

static void check_arithmetic(f128 a, f128 b)
{
	check__addtf3(a, b);
	check__subtf3(a, b);
	check__multf3(a, b);
	check__divtf3(a, b);
}

/* Called as compilers do: by those 32 bits of the result that every machine gives. */
#define SAME_ZERO(x, y) (((x) == 0) == ((y) == 0))
CHECK_2(__eqtf2, int, f128, SAME_ZERO)
CHECK_2(__netf2, int, f128, SAME_ZERO)
CHECK_2(__lttf2, int, f128, SAME_SIGN)
CHECK_2(__letf2, int, f128, SAME_SIGN)
CHECK_2(__gttf2, int, f128, SAME_SIGN)
CHECK_2(__getf2, int, f128, SAME_SIGN)
CHECK_2(__unordtf2, int, f128, SAME_ZERO)

static void check_order(f128 a, f128 b)
{
	check__eqtf2(a, b);
	check__netf2(a, b);
	check__lttf2(a, b);
	check__letf2(a, b);
	check__gttf2(a, b);
	check__getf2(a, b);
	check__unordtf2(a, b);
}

CHECK_1(__extendsftf2, f128, float, SAME_NUMBER)
CHECK_1(__extenddftf2, f128, double, SAME_NUMBER)
CHECK_1(__trunctfsf2, float, f128, SAME_NUMBER)
CHECK_1(__trunctfdf2, double, f128, SAME_NUMBER)
CHECK_1(__fixtfsi, int, f128, SAME_BITS)
CHECK_1(__fixtfdi, i64, f128, SAME_BITS)
CHECK_1(__fixtfti, i128, f128, SAME_BITS)
CHECK_1(__fixunstfsi, unsigned, f128, SAME_BITS)
CHECK_1(__fixunstfdi, u64, f128, SAME_BITS)
CHECK_1(__fixunstfti, u128, f128, SAME_BITS)

static void check_conversions(f128 value)
{
	check__extendsftf2(next_f32());
	check__extenddftf2(next_double());
	check__trunctfsf2(value);
	check__trunctfdf2(value);
	check__fixtfsi(value);
	check__fixtfdi(value);
	check__fixtfti(value);
	check__fixunstfsi(value);
	check__fixunstfdi(value);
	check__fixunstfti(value);
}

/* libgcc leaves these to the machine where the value does not fit, as C allows. */
CHECK_1(__fixsfti, i128, float, SAME_BITS)
CHECK_1(__fixdfti, i128, double, SAME_BITS)
CHECK_1(__fixunssfti, u128, float, SAME_BITS)
CHECK_1(__fixunsdfti, u128, double, SAME_BITS)

static void check_wide_conversions(float narrow, double value)
{
	if (fabsf(narrow) < 0x1p127f) {
		check__fixsfti(narrow);
		check__fixunssfti(fabsf(narrow));
	}
	if (fabs(value) < 0x1p127) {
		check__fixdfti(value);
		check__fixunsdfti(fabs(value));
	}
}

CHECK_1(__floatsitf, f128, int, SAME_BITS)
CHECK_1(__floatditf, f128, i64, SAME_BITS)
CHECK_1(__floattitf, f128, i128, SAME_BITS)
CHECK_1(__floattisf, float, i128, SAME_BITS)
CHECK_1(__floattidf, double, i128, SAME_BITS)
CHECK_1(__floatunsitf, f128, unsigned, SAME_BITS)
CHECK_1(__floatunditf, f128, u64, SAME_BITS)
CHECK_1(__floatuntitf, f128, u128, SAME_BITS)
CHECK_1(__floatuntisf, float, u128, SAME_BITS)
CHECK_1(__floatuntidf, double, u128, SAME_BITS)

static void check_integers(u128 bits)
{
	check__floatsitf((int)bits);
	check__floatditf((i64)bits);
	check__floattitf((i128)bits);
	check__floattisf((i128)bits);
	check__floattidf((i128)bits);
	check__floatunsitf((unsigned)bits);
	check__floatunditf((u64)bits);
	check__floatuntitf(bits);
	check__floatuntisf(bits);
	check__floatuntidf(bits);
}

CHECK_2(__divti3, i128, i128, SAME_BITS)
CHECK_2(__modti3, i128, i128, SAME_BITS)
CHECK_2(__udivti3, u128, u128, SAME_BITS)
CHECK_2(__umodti3, u128, u128, SAME_BITS)

i128 __muloti4(i128 a, i128 b, int *overflow);

/* libgcc has no such function: the product is right if dividing it gives the operand back. */
static void check__muloti4(i128 a, i128 b)
{
	static unsigned long count;
	static const i128 lowest = (i128)((u128)1 << 127);
	int overflow;
	i128 product = __muloti4(a, b, &overflow);
	/* Seen through, the division below is "did it overflow?", and the compiler calls the very function. */
	volatile i128 wrapped = (i128)((u128)a * (u128)b);
	bool fits = a == 0 || (!(a == -1 && b == lowest) && !(b == -1 && a == lowest) && wrapped / a == b);

	checks++;
	if ((product != wrapped || !overflow != fits) && first_ones(&count)) {
		print_hex("__muloti4(", &a, sizeof a);
		print_hex(",", &b, sizeof b);
		printf(") says %d\n", overflow);
	}
}

static void check_division(u128 a, u128 b)
{
	check__muloti4((i128)a, (i128)b);
	if (b == 0)
		return;
	check__udivti3(a, b);
	check__umodti3(a, b);
	/* The one quotient that does not fit is undefined. */
	if ((i128)b != -1) {
		check__divti3((i128)a, (i128)b);
		check__modti3((i128)a, (i128)b);
	}
}

/* ---- Complex numbers ---- */

static bool same_part(long double x, long double y)
{
	return isnan(x) ? isnan(y) : x == y && signbit(x) == signbit(y);
}

/* Kinds must agree, and finite values to a few units in the last place of the larger part: algorithms differ. */
static bool close_parts(long double x, long double y, long double tolerance)
{
	if (isnan(x) || isinf(x) || isnan(y) || isinf(y))
		return same_part(x, y);
	return fabsl(x - y) <= tolerance;
}

#define EXACT(x, y, SMALLEST, EPSILON) \
	(same_part(__real__(x), __real__(y)) && same_part(__imag__(x), __imag__(y)))
#define CLOSE(x, y, SMALLEST, EPSILON) close_complex(__real__(x), __imag__(x), __real__(y), __imag__(y), SMALLEST, EPSILON)

static bool close_complex(long double a, long double b, long double c, long double d, long double smallest,
	long double epsilon)
{
	long double tolerance = 8 * epsilon * fmaxl(fabsl(c), fabsl(d)) + 8 * smallest;

	return close_parts(a, c, tolerance) && close_parts(b, d, tolerance);
}

#define CHECK_COMPLEX(name, REAL, COMPLEX, SAME, SMALLEST, EPSILON) \
	COMPLEX name(REAL, REAL, REAL, REAL); \
	COMPLEX reference##name(REAL, REAL, REAL, REAL) __asm__(#name); \
	static void check##name(REAL a, REAL b, REAL c, REAL d) \
	{ \
		static unsigned long count; \
		COMPLEX ours = name(a, b, c, d), theirs = reference##name(a, b, c, d); \
		checks++; \
		if (!SAME(ours, theirs, SMALLEST, EPSILON) && first_ones(&count)) \
			printf(" " #name "(%La, %La, %La, %La) = %La %La not %La %La\n", (long double)a, \
				(long double)b, (long double)c, (long double)d, (long double)__real__ ours, \
				(long double)__imag__ ours, (long double)__real__ theirs, \
				(long double)__imag__ theirs); \
	}

CHECK_COMPLEX(__mulsc3, float, cfloat, EXACT, 0, 0)
CHECK_COMPLEX(__muldc3, double, cdouble, EXACT, 0, 0)
CHECK_COMPLEX(__divsc3, float, cfloat, CLOSE, 0x1p-149L, 0x1p-23L)
CHECK_COMPLEX(__divdc3, double, cdouble, CLOSE, 0x1p-1074L, 0x1p-52L)
#if __LDBL_MANT_DIG__ == 64
CHECK_COMPLEX(__mulxc3, long double, clong, EXACT, 0, 0)
CHECK_COMPLEX(__divxc3, long double, clong, CLOSE, 0x1p-16445L, 0x1p-63L)
#define check_long_multiply check__mulxc3
#define check_long_divide check__divxc3
#else
CHECK_COMPLEX(__multc3, long double, clong, EXACT, 0, 0)
CHECK_COMPLEX(__divtc3, long double, clong, CLOSE, 0x1p-16494L, 0x1p-112L)
#define check_long_multiply check__multc3
#define check_long_divide check__divtc3
#endif

/* Half of the time one of the numbers that annex G speaks of, else one that no product of two overflows. */
static double next_part(void)
{
	static const double special[] = {0.0, -0.0, 1, -1, INFINITY, -INFINITY, NAN, 3, -0.5, 0.1};

	if (next() % 2 == 0)
		return special[next() % (sizeof special / sizeof *special)];
	return ldexp((double)(i64)next(), (int)(next() % 60) - 93);
}

static void check_complex(void)
{
	double a = next_part(), b = next_part(), c = next_part(), d = next_part();

	check__mulsc3((float)a, (float)b, (float)c, (float)d);
	check__muldc3(a, b, c, d);
	check_long_multiply(a, b, c, d);
	check__divsc3((float)a, (float)b, (float)c, (float)d);
	check__divdc3(a, b, c, d);
	check_long_divide(a, b, c, d);
	/* Multiplication has one answer for every operand, overflowing ones too. */
	check__muldc3(next_double(), next_double(), next_double(), next_double());
	check__mulsc3(next_f32(), next_f32(), next_f32(), next_f32());
}

int main(int argc, char *argv[])
{
	unsigned long rounds = argc > 1 ? strtoul(argv[1], NULL, 10) : 100000;

	state = argc > 2 ? strtoull(argv[2], NULL, 10) : 1;
	if ((void *)__addtf3 == (void *)reference__addtf3 || (void *)__divti3 == (void *)reference__divti3) {
		puts("ours and the reference are the same function: compile with -include builtins_names.h");
		return 2;
	}
	for (unsigned long i = 0; i < rounds; i++) {
		f128 a = next_f128(), b = next_f128();

		check_arithmetic(a, b);
		check_arithmetic(a, near(a));
		check_order(a, b);
		check_order(a, near(a));
		check_order(a, a);
		check_conversions(a);
		check_wide_conversions(next_f32(), next_double());
		check_integers(next_bits());
		check_division(next_bits(), next_bits());
		check_complex();
	}
	printf("%lu checks, %lu differences\n", checks, differences);
	return differences != 0;
}
