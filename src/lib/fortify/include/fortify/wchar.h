#include_next <wchar.h>
#ifndef FORTIFY_WCHAR_H
#define FORTIFY_WCHAR_H

#include <fortify.h>

/* Room is counted in wide characters here. */
wchar_t *__wmemcpy_chk(wchar_t *to, const wchar_t *from, size_t count, size_t room);
wchar_t *__wmemmove_chk(wchar_t *to, const wchar_t *from, size_t count, size_t room);
wchar_t *__wmemset_chk(wchar_t *to, wchar_t character, size_t count, size_t room);
wchar_t *__wcscpy_chk(wchar_t *to, const wchar_t *from, size_t room);
wchar_t *__wcscat_chk(wchar_t *to, const wchar_t *from, size_t room);
wchar_t *__wcsncpy_chk(wchar_t *to, const wchar_t *from, size_t count, size_t room);

#ifdef FORTIFY_ON
#define __fortify_wide(room) ((room) == (size_t)-1 ? (size_t)-1 : (room) / sizeof(wchar_t))

__fortify_plain(wchar_t *, wmemcpy, (wchar_t *, const wchar_t *, size_t));
__fortify_function wchar_t *wmemcpy(__fortify_memory(wchar_t *) to, const wchar_t *from, size_t count)
{
	size_t room = __fortify_wide(__fortify_room(to));

	return __fortify_fits(count, room) ? __plain_wmemcpy(to, from, count) : __wmemcpy_chk(to, from, count, room);
}

__fortify_plain(wchar_t *, wmemmove, (wchar_t *, const wchar_t *, size_t));
__fortify_function wchar_t *wmemmove(__fortify_memory(wchar_t *) to, const wchar_t *from, size_t count)
{
	size_t room = __fortify_wide(__fortify_room(to));

	return __fortify_fits(count, room) ? __plain_wmemmove(to, from, count) : __wmemmove_chk(to, from, count, room);
}

__fortify_plain(wchar_t *, wmemset, (wchar_t *, wchar_t, size_t));
__fortify_function wchar_t *wmemset(__fortify_memory(wchar_t *) to, wchar_t character, size_t count)
{
	size_t room = __fortify_wide(__fortify_room(to));

	return __fortify_fits(count, room) ? __plain_wmemset(to, character, count) : __wmemset_chk(to, character, count, room);
}

__fortify_plain(wchar_t *, wcscpy, (wchar_t *, const wchar_t *));
__fortify_function wchar_t *wcscpy(__fortify_string(wchar_t *) to, const wchar_t *from)
{
	size_t room = __fortify_wide(__fortify_member_room(to));

	return room == (size_t)-1 ? __plain_wcscpy(to, from) : __wcscpy_chk(to, from, room);
}

__fortify_plain(wchar_t *, wcscat, (wchar_t *, const wchar_t *));
__fortify_function wchar_t *wcscat(__fortify_string(wchar_t *) to, const wchar_t *from)
{
	size_t room = __fortify_wide(__fortify_member_room(to));

	return room == (size_t)-1 ? __plain_wcscat(to, from) : __wcscat_chk(to, from, room);
}

__fortify_plain(wchar_t *, wcsncpy, (wchar_t *, const wchar_t *, size_t));
__fortify_function wchar_t *wcsncpy(__fortify_string(wchar_t *) to, const wchar_t *from, size_t count)
{
	size_t room = __fortify_wide(__fortify_member_room(to));

	return __fortify_fits(count, room) ? __plain_wcsncpy(to, from, count) : __wcsncpy_chk(to, from, count, room);
}
#endif

#endif
