#include_next <sys/socket.h>
#ifndef FORTIFY_SYS_SOCKET_H
#define FORTIFY_SYS_SOCKET_H

#include <fortify.h>

ssize_t __recv_chk(int socket, void *to, size_t count, size_t room, int flags);
ssize_t __recvfrom_chk(
	int socket, void *to, size_t count, size_t room, int flags, struct sockaddr *sender, socklen_t *sender_size);

#ifdef FORTIFY_ON
__fortify_plain(ssize_t, recv, (int, void *, size_t, int));
__fortify_function ssize_t recv(int socket, __fortify_memory(void *) to, size_t count, int flags)
{
	size_t room = __fortify_room(to);

	return __fortify_fits(count, room) ? __plain_recv(socket, to, count, flags) : __recv_chk(socket, to, count, room, flags);
}

__fortify_plain(ssize_t, recvfrom, (int, void *, size_t, int, struct sockaddr *, socklen_t *));
__fortify_function ssize_t recvfrom(
	int socket, __fortify_memory(void *) to, size_t count, int flags, struct sockaddr *sender, socklen_t *sender_size)
{
	size_t room = __fortify_room(to);

	return __fortify_fits(count, room)
		? __plain_recvfrom(socket, to, count, flags, sender, sender_size)
		: __recvfrom_chk(socket, to, count, room, flags, sender, sender_size);
}
#endif

#endif
