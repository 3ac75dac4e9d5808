// The k largest of a share of the values, best first, the smaller id before the larger where values are equal. A workgroup
// takes per_group values; a second pass over the groups' results gives the k largest of all.
#version 450
#extension GL_GOOGLE_include_directive : require
#include "common.glsl"

layout(local_size_x = 128, local_size_y = 1, local_size_z = 1) in;
layout(push_constant) uniform Push { TopKPush p; };

shared float best_value[128];
shared uint best_id[128];

bool better(float a, uint a_id, float b, uint b_id) { return a > b || (a == b && a_id < b_id); }

void main()
{
    const uint thread = gl_LocalInvocationID.x;
    const uint begin = gl_WorkGroupID.x * p.per_group;
    const uint end = min(p.count, begin + p.per_group);
    const float lowest = uintBitsToFloat(0xff800000u); // -infinity
    float limit = uintBitsToFloat(0x7f800000u);        // what was taken last: the next is worse than it
    uint limit_id = 0u;
    float value = lowest;
    uint id = 0xffffffffu;
    bool searching = true; // only whose candidate was taken looks for its next one
    for (uint n = 0u; n < p.k; ++n) {
        if (searching) {
            value = lowest;
            id = 0xffffffffu;
            for (uint i = begin + thread; i < end; i += 128u) {
                const float candidate = p.logits.f[i];
                const uint candidate_id = p.has_ids != 0u ? p.ids_in.w[i] : i;
                const bool left = n == 0u || better(limit, limit_id, candidate, candidate_id);
                if (left && better(candidate, candidate_id, value, id)) {
                    value = candidate;
                    id = candidate_id;
                }
            }
        }
        best_value[thread] = value;
        best_id[thread] = id;
        barrier();
        for (uint half_count = 64u; half_count > 0u; half_count >>= 1) {
            if (thread < half_count
                && better(best_value[thread + half_count], best_id[thread + half_count], best_value[thread], best_id[thread])) {
                best_value[thread] = best_value[thread + half_count];
                best_id[thread] = best_id[thread + half_count];
            }
            barrier();
        }
        limit = best_value[0];
        limit_id = best_id[0];
        searching = limit_id == id;
        if (thread == 0u) {
            p.values_out.f[gl_WorkGroupID.x * p.k + n] = limit;
            p.ids_out.w[gl_WorkGroupID.x * p.k + n] = limit_id;
        }
        barrier();
    }
}
