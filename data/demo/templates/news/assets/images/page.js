function createPageHTML(count, index, name, ext) {
  document.write("<em>第" + (index + 1) + "页/共" + count + "页</em>");
}
