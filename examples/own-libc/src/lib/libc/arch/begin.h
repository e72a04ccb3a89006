#include <call.h>

int main(int count, char **arguments);

__attribute__((used)) _Noreturn void begin(long *stack)
{
	leave(main((int)*stack, (char **)(stack + 1)));
}
