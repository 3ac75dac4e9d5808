// Which experts a row of a mixture uses, and what they weigh: engine/routing.h. A workgroup for each row.
#version 450
#extension GL_GOOGLE_include_directive : require
#include "common.glsl"

const uint THREADS = 64u;
layout(local_size_x = 64, local_size_y = 1, local_size_z = 1) in;
layout(push_constant) uniform Push { RoutePush p; };

shared float best_score[THREADS];
shared uint best_id[THREADS];

uint row_start() { return gl_WorkGroupID.x * p.experts; }

// The larger, or the sum, of the threads' values, for all of them.
float meet(float mine, bool add)
{
    const uint thread = gl_LocalInvocationID.x;
    barrier();
    best_score[thread] = mine;
    for (uint step = THREADS / 2u; step > 0u; step /= 2u) {
        barrier();
        if (thread < step) {
            const float other = best_score[thread + step];
            best_score[thread] = add ? best_score[thread] + other : max(best_score[thread], other);
        }
    }
    barrier();
    return best_score[0];
}

bool better(float score, uint id, float than, uint than_id) { return score > than || (score == than && id < than_id); }

float largest = 0.0;
float total = 1.0;

float score_of(uint id)
{
    const float logit = p.logits.f[row_start() + id];
    if (p.gating == ROUTE_SIGMOID)
        return 1.0 / (1.0 + exp(-logit));
    return p.gating == ROUTE_SOFTMAX ? exp(logit - largest) / total : logit;
}

void main()
{
    const uint thread = gl_LocalInvocationID.x;
    if (p.gating == ROUTE_SOFTMAX) {
        float mine = -1e30;
        for (uint id = thread; id < p.experts; id += THREADS)
            mine = max(mine, p.logits.f[row_start() + id]);
        largest = meet(mine, false);
        mine = 0.0;
        for (uint id = thread; id < p.experts; id += THREADS)
            mine += exp(p.logits.f[row_start() + id] - largest);
        total = meet(mine, true);
    }

    const uint slot = gl_WorkGroupID.x * p.used;
    float last_score = 0.0;
    uint last_id = 0u;
    for (uint choice = 0u; choice < p.used; ++choice) {
        float score = 0.0;
        uint found = p.experts;
        for (uint id = thread; id < p.experts; id += THREADS) {
            const float here = score_of(id) + ((p.flags & ROUTE_BIAS) != 0u ? p.bias.f[id] : 0.0);
            const bool left = choice == 0u || (id != last_id && better(last_score, last_id, here, id));
            if (left && (found == p.experts || better(here, id, score, found))) {
                score = here;
                found = id;
            }
        }
        barrier();
        best_score[thread] = score;
        best_id[thread] = found;
        for (uint step = THREADS / 2u; step > 0u; step /= 2u) {
            barrier();
            const uint other = best_id[min(thread + step, THREADS - 1u)];
            if (thread < step && other < p.experts
                && (best_id[thread] == p.experts
                    || better(best_score[thread + step], other, best_score[thread], best_id[thread]))) {
                best_score[thread] = best_score[thread + step];
                best_id[thread] = other;
            }
        }
        barrier();
        last_score = best_score[0];
        last_id = min(best_id[0], p.experts - 1u); // among numbers that are none nothing is best
        if (thread == 0u)
            p.ids.w[slot + choice] = last_id;
    }

    if (thread != 0u)
        return;
    float sum = 0.0;
    float first = -1e30;
    for (uint choice = 0u; choice < p.used; ++choice) {
        const float score = score_of(p.ids.w[slot + choice]);
        p.weights.f[slot + choice] = score;
        first = max(first, score);
    }
    for (uint choice = 0u; choice < p.used; ++choice) {
        if (p.gating == ROUTE_SOFTMAX_OF_CHOSEN)
            p.weights.f[slot + choice] = exp(p.weights.f[slot + choice] - first);
        sum += p.weights.f[slot + choice];
    }
    const bool divide = (p.flags & ROUTE_NORMALISE) != 0u || p.gating == ROUTE_SOFTMAX_OF_CHOSEN;
    const float factor = divide ? p.scale / max(sum, 6.103515625e-5) : p.scale;
    for (uint choice = 0u; choice < p.used; ++choice)
        p.weights.f[slot + choice] *= factor;
}
