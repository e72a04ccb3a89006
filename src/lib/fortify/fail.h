/* What the checks end in. */
#ifndef FAIL_H
#define FAIL_H

#include <stddef.h>

/* Ends the process: a buffer would have overflowed, and nothing it holds can be trusted. */
_Noreturn void __chk_fail(void);

static inline void require_room(size_t wanted, size_t room)
{
	if (__builtin_expect(wanted > room, 0))
		__chk_fail();
}

#endif
