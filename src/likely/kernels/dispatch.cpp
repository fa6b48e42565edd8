#include "dispatch.hpp"

#include <atomic>
#include <cstdlib>

namespace likely {

#define LIKELY_DECLARE(isa)             \
    namespace isa {                     \
    extern const Table table;           \
    extern const RowsTable rows_table;  \
    }
LIKELY_DECLARE(portable)
#ifdef LIKELY_X86
LIKELY_DECLARE(avx2)
LIKELY_DECLARE(avx512)
#endif

namespace {

const std::vector<InstructionSet>& available() {
    static const std::vector<InstructionSet> sets = [] {
        std::vector<InstructionSet> found{{&portable::table, &portable::rows_table}};
#ifdef LIKELY_X86
        __builtin_cpu_init();  // also asks whether the operating system saves the wide registers
        if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma")) {
            found.push_back({&avx2::table, &avx2::rows_table});
#ifdef LIKELY_LOWERED_AVX512
            const bool wide = true;
#else
            const bool wide = __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512dq") &&
                              __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512vl");
#endif
            if (wide) found.push_back({&avx512::table, &avx512::rows_table});
        }
#endif
        return found;
    }();
    return sets;
}

const InstructionSet* named(const std::string& name) {
    for (const InstructionSet& set : available())
        if (name == set.table->name) return &set;
    return nullptr;
}

std::atomic<const InstructionSet*>& current() {
    static std::atomic<const InstructionSet*> set{[] {
        const char* wish = std::getenv("LIKELY_KERNELS");
        const InstructionSet* wished = wish ? named(wish) : nullptr;
        return wished ? wished : &available().back();
    }()};
    return set;
}

}  // namespace

const InstructionSet& chosen() { return *current(); }

std::vector<std::string> instruction_sets() {
    std::vector<std::string> names;
    for (const InstructionSet& set : available()) names.emplace_back(set.table->name);
    return names;
}

bool choose(const std::string& name) {
    const InstructionSet* set = named(name);
    if (set) current() = set;
    return set != nullptr;
}

}  // namespace likely
