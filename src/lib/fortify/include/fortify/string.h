#include_next <string.h>
#ifndef FORTIFY_STRING_H
#define FORTIFY_STRING_H

#include <fortify.h>

void *__memcpy_chk(void *to, const void *from, size_t count, size_t room);
void *__memmove_chk(void *to, const void *from, size_t count, size_t room);
void *__mempcpy_chk(void *to, const void *from, size_t count, size_t room);
void *__memset_chk(void *to, int octet, size_t count, size_t room);
void __explicit_bzero_chk(void *to, size_t count, size_t room);
char *__strcpy_chk(char *to, const char *from, size_t room);
char *__stpcpy_chk(char *to, const char *from, size_t room);
char *__strcat_chk(char *to, const char *from, size_t room);
char *__strncpy_chk(char *to, const char *from, size_t count, size_t room);
char *__stpncpy_chk(char *to, const char *from, size_t count, size_t room);
char *__strncat_chk(char *to, const char *from, size_t count, size_t room);
size_t __strlcpy_chk(char *to, const char *from, size_t size, size_t room);
size_t __strlcat_chk(char *to, const char *from, size_t size, size_t room);

#ifdef FORTIFY_ON
__fortify_function void *memcpy(__fortify_memory(void *) to, const void *from, size_t count)
{
	return __builtin___memcpy_chk(to, from, count, __fortify_room(to));
}

__fortify_function void *memmove(__fortify_memory(void *) to, const void *from, size_t count)
{
	return __builtin___memmove_chk(to, from, count, __fortify_room(to));
}

__fortify_function void *memset(__fortify_memory(void *) to, int octet, size_t count)
{
	return __builtin___memset_chk(to, octet, count, __fortify_room(to));
}

__fortify_function char *strcpy(__fortify_string(char *) to, const char *from)
{
	return __builtin___strcpy_chk(to, from, __fortify_member_room(to));
}

__fortify_function char *strcat(__fortify_string(char *) to, const char *from)
{
	return __builtin___strcat_chk(to, from, __fortify_member_room(to));
}

__fortify_function char *strncpy(__fortify_string(char *) to, const char *from, size_t count)
{
	return __builtin___strncpy_chk(to, from, count, __fortify_member_room(to));
}

__fortify_function char *strncat(__fortify_string(char *) to, const char *from, size_t count)
{
	return __builtin___strncat_chk(to, from, count, __fortify_member_room(to));
}

#if defined _POSIX_SOURCE || defined _POSIX_C_SOURCE || defined _XOPEN_SOURCE || defined _GNU_SOURCE || defined _BSD_SOURCE
__fortify_function char *stpcpy(__fortify_string(char *) to, const char *from)
{
	return __builtin___stpcpy_chk(to, from, __fortify_member_room(to));
}

__fortify_plain(char *, stpncpy, (char *, const char *, size_t));
__fortify_function char *stpncpy(__fortify_string(char *) to, const char *from, size_t count)
{
	size_t room = __fortify_member_room(to);

	return __fortify_fits(count, room) ? __plain_stpncpy(to, from, count) : __stpncpy_chk(to, from, count, room);
}
#endif

#if defined _GNU_SOURCE || defined _BSD_SOURCE
__fortify_plain(size_t, strlcpy, (char *, const char *, size_t));
__fortify_function size_t strlcpy(__fortify_string(char *) to, const char *from, size_t size)
{
	size_t room = __fortify_member_room(to);

	return __fortify_fits(size, room) ? __plain_strlcpy(to, from, size) : __strlcpy_chk(to, from, size, room);
}

__fortify_plain(size_t, strlcat, (char *, const char *, size_t));
__fortify_function size_t strlcat(__fortify_string(char *) to, const char *from, size_t size)
{
	size_t room = __fortify_member_room(to);

	return __fortify_fits(size, room) ? __plain_strlcat(to, from, size) : __strlcat_chk(to, from, size, room);
}

__fortify_plain(void, explicit_bzero, (void *, size_t));
__fortify_function void explicit_bzero(__fortify_memory(void *) to, size_t count)
{
	size_t room = __fortify_room(to);

	if (__fortify_fits(count, room))
		__plain_explicit_bzero(to, count);
	else
		__explicit_bzero_chk(to, count, room);
}
#endif

#ifdef _GNU_SOURCE
__fortify_plain(void *, mempcpy, (void *, const void *, size_t));
__fortify_function void *mempcpy(__fortify_memory(void *) to, const void *from, size_t count)
{
	size_t room = __fortify_room(to);

	return __fortify_fits(count, room) ? __plain_mempcpy(to, from, count) : __mempcpy_chk(to, from, count, room);
}
#endif
#endif

#endif
