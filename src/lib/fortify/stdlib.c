#include <limits.h>
#include <stdlib.h>

#include "fail.h"

char *__realpath_chk(const char *path, char *to, size_t room)
{
	/* realpath(3) may write as many. */
	if (to != NULL)
		require_room(PATH_MAX, room);
	return realpath(path, to);
}

size_t __mbstowcs_chk(wchar_t *to, const char *from, size_t count, size_t room)
{
	if (to != NULL)
		require_room(count, room);
	return mbstowcs(to, from, count);
}

size_t __wcstombs_chk(char *to, const wchar_t *from, size_t count, size_t room)
{
	if (to != NULL)
		require_room(count, room);
	return wcstombs(to, from, count);
}
