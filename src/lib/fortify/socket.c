#include <sys/socket.h>

#include "fail.h"

ssize_t __recv_chk(int socket, void *to, size_t count, size_t room, int flags)
{
	require_room(count, room);
	return recv(socket, to, count, flags);
}

ssize_t __recvfrom_chk(
	int socket, void *to, size_t count, size_t room, int flags, struct sockaddr *sender, socklen_t *sender_size)
{
	require_room(count, room);
	return recvfrom(socket, to, count, flags, sender, sender_size);
}
