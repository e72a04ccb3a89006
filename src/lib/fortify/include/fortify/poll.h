#include_next <poll.h>
#ifndef FORTIFY_POLL_H
#define FORTIFY_POLL_H

#include <stddef.h>

#include <fortify.h>

int __poll_chk(struct pollfd *files, nfds_t count, int timeout, size_t room);

#ifdef FORTIFY_ON
__fortify_plain(int, poll, (struct pollfd *, nfds_t, int));
__fortify_function int poll(__fortify_memory(struct pollfd *) files, nfds_t count, int timeout)
{
	size_t room = __fortify_room(files);

	return __fortify_fits(count, room / sizeof *files) || room == (size_t)-1
		? __plain_poll(files, count, timeout) : __poll_chk(files, count, timeout, room);
}
#endif

#if defined _GNU_SOURCE || defined _BSD_SOURCE
int __ppoll_chk(struct pollfd *files, nfds_t count, const struct timespec *timeout, const sigset_t *mask, size_t room);

#ifdef FORTIFY_ON
__fortify_plain(int, ppoll, (struct pollfd *, nfds_t, const struct timespec *, const sigset_t *));
__fortify_function int ppoll(
	__fortify_memory(struct pollfd *) files, nfds_t count, const struct timespec *timeout, const sigset_t *mask)
{
	size_t room = __fortify_room(files);

	return __fortify_fits(count, room / sizeof *files) || room == (size_t)-1
		? __plain_ppoll(files, count, timeout, mask) : __ppoll_chk(files, count, timeout, mask, room);
}
#endif
#endif

#endif
