#include_next <stdio.h>
#ifndef FORTIFY_STDIO_H
#define FORTIFY_STDIO_H

#include <stdarg.h>

#include <fortify.h>

int __sprintf_chk(char *to, int flag, size_t room, const char *format, ...) __attribute__((__format__(__printf__, 4, 5)));
int __vsprintf_chk(char *to, int flag, size_t room, const char *format, va_list arguments)
	__attribute__((__format__(__printf__, 4, 0)));
int __snprintf_chk(char *to, size_t size, int flag, size_t room, const char *format, ...)
	__attribute__((__format__(__printf__, 5, 6)));
int __vsnprintf_chk(char *to, size_t size, int flag, size_t room, const char *format, va_list arguments)
	__attribute__((__format__(__printf__, 5, 0)));
char *__fgets_chk(char *to, size_t room, int size, FILE *file);
size_t __fread_chk(void *to, size_t room, size_t size, size_t count, FILE *file);

#ifdef FORTIFY_ON
/* Clang inlines no function that takes any number of arguments. */
#define sprintf(to, ...) __builtin___sprintf_chk(to, 0, __fortify_member_room(to), __VA_ARGS__)
#define snprintf(to, size, ...) __builtin___snprintf_chk(to, size, 0, __fortify_member_room(to), __VA_ARGS__)

__fortify_function int vsprintf(__fortify_string(char *) to, const char *format, va_list arguments)
{
	return __builtin___vsprintf_chk(to, 0, __fortify_member_room(to), format, arguments);
}

__fortify_function int vsnprintf(__fortify_string(char *) to, size_t size, const char *format, va_list arguments)
{
	return __builtin___vsnprintf_chk(to, size, 0, __fortify_member_room(to), format, arguments);
}

__fortify_plain(char *, fgets, (char *, int, FILE *));
__fortify_function char *fgets(__fortify_string(char *) to, int size, FILE *file)
{
	size_t room = __fortify_member_room(to);

	return __fortify_fits((size_t)size, room) ? __plain_fgets(to, size, file) : __fgets_chk(to, room, size, file);
}

__fortify_plain(size_t, fread, (void *, size_t, size_t, FILE *));
__fortify_function size_t fread(__fortify_memory(void *) to, size_t size, size_t count, FILE *file)
{
	size_t room = __fortify_room(to);

	return room == (size_t)-1 ? __plain_fread(to, size, count, file) : __fread_chk(to, room, size, count, file);
}
#endif

#endif
