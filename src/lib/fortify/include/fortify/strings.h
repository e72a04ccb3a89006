#include_next <strings.h>
#ifndef FORTIFY_STRINGS_H
#define FORTIFY_STRINGS_H

#include <fortify.h>

#if defined FORTIFY_ON && (defined _GNU_SOURCE || defined _BSD_SOURCE || defined _POSIX_SOURCE || defined _POSIX_C_SOURCE || defined _XOPEN_SOURCE)
__fortify_function void bcopy(const void *from, __fortify_memory(void *) to, size_t count)
{
	__builtin___memmove_chk(to, from, count, __fortify_room(to));
}

__fortify_function void bzero(__fortify_memory(void *) to, size_t count)
{
	__builtin___memset_chk(to, 0, count, __fortify_room(to));
}
#endif

#endif
