/** The page that anyone sees who scans a household's code: policy and phones, no names, no session. */
@org.jspecify.annotations.NullMarked
package cn.mingbai.materials.publicpage;
