#include <stdio.h>

int main(int count, char **arguments)
{
	return puts(count > 1 ? arguments[1] : "hello from a C library of its own");
}
