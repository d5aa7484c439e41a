package io.grpcpool.demo.consul;

/** Immutable. An instance's weights, 1 each where it names none (Consul's default). */
record Weights(int passing, int warning) {
  static final Weights DEFAULT = new Weights(1, 1);

  Weights {
    if (passing < 1) {
      throw new BadRequestException("Invalid Weights: Passing must be greater than 0");
    }
    if (warning < 0) {
      throw new BadRequestException(
          "Invalid Weights: Warning must be greater or equal than 0, value found: " + warning);
    }
    if (passing > 65_535 || warning > 65_535) {
      throw new BadRequestException("Invalid Weights: must be less or equal than 65535");
    }
  }
}
