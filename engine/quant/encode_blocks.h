// Encoders of single blocks. `weights` has one factor per element: how much a squared error there counts.
#pragma once

#include "engine/quant/iq4_nl.h"
#include "engine/quant/iq4_xs.h"
#include "engine/quant/mxfp4.h"
#include "engine/quant/q2_k.h"
#include "engine/quant/q3_k.h"
#include "engine/quant/q4_0.h"
#include "engine/quant/q4_1.h"
#include "engine/quant/q4_k.h"
#include "engine/quant/q5_0.h"
#include "engine/quant/q5_1.h"
#include "engine/quant/q5_k.h"
#include "engine/quant/q6_k.h"
#include "engine/quant/q8_0.h"

namespace hearth {

// The fast way: the scale follows from the extremes. Right for caches, and what the formats' authors do
// without importance.
void encode_block(const float* in, Q8_0Block& block);
void encode_block(const float* in, Q4_0Block& block);
void encode_block(const float* in, Q4_1Block& block);
void encode_block(const float* in, Q5_0Block& block);
void encode_block(const float* in, Q5_1Block& block);

// The careful way: the scale is searched.
void encode_block(const float* in, const float* weights, Q4_0Block& block);
void encode_block(const float* in, const float* weights, Q4_1Block& block);
void encode_block(const float* in, const float* weights, Q5_0Block& block);
void encode_block(const float* in, const float* weights, Q5_1Block& block);
void encode_block(const float* in, const float* weights, Q2_KBlock& block);
void encode_block(const float* in, const float* weights, Q3_KBlock& block);
void encode_block(const float* in, const float* weights, Q4_KBlock& block);
void encode_block(const float* in, const float* weights, Q5_KBlock& block);
void encode_block(const float* in, const float* weights, Q6_KBlock& block);
void encode_block(const float* in, const float* weights, IQ4_NLBlock& block);
void encode_block(const float* in, const float* weights, IQ4_XSBlock& block);
void encode_block(const float* in, const float* weights, MXFP4Block& block);

} // namespace hearth
