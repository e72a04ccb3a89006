#include <string.h>

#include "fail.h"

void *__memcpy_chk(void *to, const void *from, size_t count, size_t room)
{
	require_room(count, room);
	return memcpy(to, from, count);
}

void *__memmove_chk(void *to, const void *from, size_t count, size_t room)
{
	require_room(count, room);
	return memmove(to, from, count);
}

void *__mempcpy_chk(void *to, const void *from, size_t count, size_t room)
{
	require_room(count, room);
	return mempcpy(to, from, count);
}

void *__memset_chk(void *to, int octet, size_t count, size_t room)
{
	require_room(count, room);
	return memset(to, octet, count);
}

void __explicit_bzero_chk(void *to, size_t count, size_t room)
{
	require_room(count, room);
	explicit_bzero(to, count);
}

char *__stpcpy_chk(char *to, const char *from, size_t room)
{
	size_t length = strlen(from);

	require_room(length + 1, room);
	return (char *)memcpy(to, from, length + 1) + length;
}

char *__strcpy_chk(char *to, const char *from, size_t room)
{
	__stpcpy_chk(to, from, room);
	return to;
}

char *__strcat_chk(char *to, const char *from, size_t room)
{
	size_t length = strnlen(to, room);

	__stpcpy_chk(to + length, from, room - length);
	return to;
}

char *__stpncpy_chk(char *to, const char *from, size_t count, size_t room)
{
	require_room(count, room);
	return stpncpy(to, from, count);
}

char *__strncpy_chk(char *to, const char *from, size_t count, size_t room)
{
	__stpncpy_chk(to, from, count, room);
	return to;
}

char *__strncat_chk(char *to, const char *from, size_t count, size_t room)
{
	size_t length = strnlen(to, room);
	size_t added = strnlen(from, count);

	require_room(added + 1, room - length);
	memcpy(to + length, from, added);
	to[length + added] = '\0';
	return to;
}

size_t __strlcpy_chk(char *to, const char *from, size_t size, size_t room)
{
	require_room(size, room);
	return strlcpy(to, from, size);
}

size_t __strlcat_chk(char *to, const char *from, size_t size, size_t room)
{
	require_room(size, room);
	return strlcat(to, from, size);
}
