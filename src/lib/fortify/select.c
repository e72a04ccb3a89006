#include <sys/select.h>

#include "fail.h"

long __fdelt_chk(long file)
{
	if (file < 0 || file >= FD_SETSIZE)
		__chk_fail();
	return file / (8 * (long)sizeof(long));
}
