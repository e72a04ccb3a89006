/* What the headers beside this one share.

   A wrapper takes the place of each function that they name. Clang sees a buffer's size at the call alone and
   hands it on as a hidden argument (pass_object_size, "Attributes in Clang"); GCC sees it after inlining.
   Where neither knows the size, or the size is enough for certain, the plain function is called. */
#ifndef FORTIFY_H
#define FORTIFY_H

#if defined _FORTIFY_SOURCE && _FORTIFY_SOURCE > 0 && defined __OPTIMIZE__ && __OPTIMIZE__ > 0
#define FORTIFY_ON 1

/* Level 3 takes sizes that are known at run time alone, such as malloc(n)'s. */
#if _FORTIFY_SOURCE > 2
#define __fortify_size(buffer, kind) __builtin_dynamic_object_size(buffer, kind)
#define __fortify_pass(kind) __attribute__((__pass_dynamic_object_size__(kind)))
#else
#define __fortify_size(buffer, kind) __builtin_object_size(buffer, kind)
#define __fortify_pass(kind) __attribute__((__pass_object_size__(kind)))
#endif

/* Strings stay within the member they are written to, from level 2 on; memory may be copied over all of a structure. */
#if _FORTIFY_SOURCE > 1
#define __FORTIFY_MEMBER 1
#else
#define __FORTIFY_MEMBER 0
#endif
#define __fortify_room(buffer) __fortify_size(buffer, 0)
#define __fortify_member_room(buffer) __fortify_size(buffer, __FORTIFY_MEMBER)

#ifdef __clang__
#define __fortify_function static __inline__ __attribute__((__always_inline__, __overloadable__, __unused__))
#define __fortify_memory(type) type const __fortify_pass(0)
#define __fortify_string(type) type const __fortify_pass(__FORTIFY_MEMBER)
#else
#define __fortify_function extern __inline__ __attribute__((__gnu_inline__, __always_inline__, __artificial__))
#define __fortify_memory(type) type const
#define __fortify_string(type) type const
#endif

/* The plain function, under a name that no wrapper has. */
#define __fortify_plain(result, name, parameters) extern result __plain_##name parameters __asm__(#name)

/* Whether nothing need be checked at run time. */
#define __fortify_fits(wanted, room) \
	((room) == (__SIZE_TYPE__)-1 || (__builtin_constant_p((wanted) <= (room)) && (wanted) <= (room)))
#endif

/* Marks of this translation unit for --target=Inspect, which reads them from the debug file: local symbols, whose
   values say how far it is protected, 0 not at all. They cost the program nothing. */
#if !defined FORTIFY_UNMARKED && !defined __ASSEMBLER__
#define __fortify_set(name, level) __asm__(".set " #name ", " #level)
#define __fortify_mark(name, level) __fortify_set(name, level)
#ifdef FORTIFY_ON
__fortify_mark(__fortify_source, _FORTIFY_SOURCE);
#else
__fortify_mark(__fortify_source, 0);
#endif
#if defined __SSP_STRONG__
__fortify_mark(__stack_protector, __SSP_STRONG__);
#elif defined __SSP_ALL__
__fortify_mark(__stack_protector, __SSP_ALL__);
#elif defined __SSP__
__fortify_mark(__stack_protector, __SSP__);
#else
__fortify_mark(__stack_protector, 0);
#endif
#endif

#endif
