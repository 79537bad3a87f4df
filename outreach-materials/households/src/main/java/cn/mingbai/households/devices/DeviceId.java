package cn.mingbai.households.devices;

/** A registration of a phone. */
public record DeviceId(long value) {}
