#define CONFIG_ONE 1
#undef CONFIG_TWO
#ifdef CONFIG_ONE
#define CONFIG_THREE "x"
#else
#define CONFIG_THREE "y"
#endif
#define FOUR_X CONFIG_ONE
#if 1
#define a_b 2u
#endif
