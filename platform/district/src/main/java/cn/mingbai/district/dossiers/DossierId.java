package cn.mingbai.district.dossiers;

/** The id of a dossier. */
public record DossierId(long value) {}
