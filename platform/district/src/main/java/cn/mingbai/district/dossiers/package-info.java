/** 检查材料: all that inspectors of a town or village ask to see, packed into one file with a cover list. */
@org.jspecify.annotations.NullMarked
package cn.mingbai.district.dossiers;
