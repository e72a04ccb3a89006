#include <poll.h>

#include "fail.h"

int __poll_chk(struct pollfd *files, nfds_t count, int timeout, size_t room)
{
	require_room(count, room / sizeof *files);
	return poll(files, count, timeout);
}

int __ppoll_chk(struct pollfd *files, nfds_t count, const struct timespec *timeout, const sigset_t *mask, size_t room)
{
	require_room(count, room / sizeof *files);
	return ppoll(files, count, timeout, mask);
}
