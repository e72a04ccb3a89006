#include <wchar.h>

#include "fail.h"

wchar_t *__wmemcpy_chk(wchar_t *to, const wchar_t *from, size_t count, size_t room)
{
	require_room(count, room);
	return wmemcpy(to, from, count);
}

wchar_t *__wmemmove_chk(wchar_t *to, const wchar_t *from, size_t count, size_t room)
{
	require_room(count, room);
	return wmemmove(to, from, count);
}

wchar_t *__wmemset_chk(wchar_t *to, wchar_t character, size_t count, size_t room)
{
	require_room(count, room);
	return wmemset(to, character, count);
}

wchar_t *__wcscpy_chk(wchar_t *to, const wchar_t *from, size_t room)
{
	size_t size = wcslen(from) + 1;

	require_room(size, room);
	return wmemcpy(to, from, size);
}

wchar_t *__wcscat_chk(wchar_t *to, const wchar_t *from, size_t room)
{
	size_t length = wcsnlen(to, room);

	__wcscpy_chk(to + length, from, room - length);
	return to;
}

wchar_t *__wcsncpy_chk(wchar_t *to, const wchar_t *from, size_t count, size_t room)
{
	require_room(count, room);
	return wcsncpy(to, from, count);
}
