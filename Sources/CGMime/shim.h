// GMime's type tests and casts are macros, which Swift cannot see; these are the few we use.
#include <gmime/gmime.h>
