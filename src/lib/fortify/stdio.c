#include <limits.h>
#include <stdio.h>

#include "fail.h"

int __vsnprintf_chk(char *to, size_t size, int flag, size_t room, const char *format, va_list arguments)
{
	(void)flag;
	require_room(size, room);
	return vsnprintf(to, size, format, arguments);
}

int __snprintf_chk(char *to, size_t size, int flag, size_t room, const char *format, ...)
{
	va_list arguments;
	int length;

	va_start(arguments, format);
	length = __vsnprintf_chk(to, size, flag, room, format, arguments);
	va_end(arguments);
	return length;
}

int __vsprintf_chk(char *to, int flag, size_t room, const char *format, va_list arguments)
{
	int length;

	(void)flag;
	/* vsnprintf takes no more than INT_MAX. */
	length = vsnprintf(to, room < INT_MAX ? room : INT_MAX, format, arguments);
	if (length >= 0)
		require_room((size_t)length + 1, room);
	return length;
}

int __sprintf_chk(char *to, int flag, size_t room, const char *format, ...)
{
	va_list arguments;
	int length;

	va_start(arguments, format);
	length = __vsprintf_chk(to, flag, room, format, arguments);
	va_end(arguments);
	return length;
}

char *__fgets_chk(char *to, size_t room, int size, FILE *file)
{
	require_room(size > 0 ? (size_t)size : 0, room);
	return fgets(to, size, file);
}

size_t __fread_chk(void *to, size_t room, size_t size, size_t count, FILE *file)
{
	size_t wanted;

	if (__builtin_mul_overflow(size, count, &wanted))
		__chk_fail();
	require_room(wanted, room);
	return fread(to, size, count, file);
}
