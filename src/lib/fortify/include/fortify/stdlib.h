#include_next <stdlib.h>
#ifndef FORTIFY_STDLIB_H
#define FORTIFY_STDLIB_H

#include <fortify.h>

char *__realpath_chk(const char *path, char *to, size_t room);
size_t __mbstowcs_chk(wchar_t *to, const char *from, size_t count, size_t room);
size_t __wcstombs_chk(char *to, const wchar_t *from, size_t count, size_t room);

#ifdef FORTIFY_ON
#if defined _XOPEN_SOURCE || defined _GNU_SOURCE || defined _BSD_SOURCE
__fortify_plain(char *, realpath, (const char *, char *));
__fortify_function char *realpath(const char *path, __fortify_string(char *) to)
{
	size_t room = __fortify_member_room(to);

	return room == (size_t)-1 ? __plain_realpath(path, to) : __realpath_chk(path, to, room);
}
#endif

/* Room is counted in wide characters here. */
__fortify_plain(size_t, mbstowcs, (wchar_t *, const char *, size_t));
__fortify_function size_t mbstowcs(__fortify_string(wchar_t *) to, const char *from, size_t count)
{
	size_t room = __fortify_member_room(to);

	return room == (size_t)-1 || __fortify_fits(count, room / sizeof(wchar_t))
		? __plain_mbstowcs(to, from, count) : __mbstowcs_chk(to, from, count, room / sizeof(wchar_t));
}

__fortify_plain(size_t, wcstombs, (char *, const wchar_t *, size_t));
__fortify_function size_t wcstombs(__fortify_string(char *) to, const wchar_t *from, size_t count)
{
	size_t room = __fortify_member_room(to);

	return __fortify_fits(count, room) ? __plain_wcstombs(to, from, count) : __wcstombs_chk(to, from, count, room);
}
#endif

#endif
