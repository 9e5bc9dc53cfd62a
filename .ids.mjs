import ts from '/tmp/codemod/node_modules/typescript/lib/typescript.js';
import fs from 'fs'; import {execSync} from 'child_process';
const files=execSync("git ls-files "+process.argv.slice(3).join(' '),{encoding:'utf8'}).trim().split('\n').filter(f=>/\.tsx?$/.test(f));
const re=new RegExp(process.argv[2],'i');
for(const f of files){const sf=ts.createSourceFile(f,fs.readFileSync(f,'utf8'),ts.ScriptTarget.ES2022,true);const s=new Set();
 const v=n=>{ if(n.name&&(ts.isIdentifier(n.name)||ts.isPrivateIdentifier(n.name))&&(ts.isVariableDeclaration(n)||ts.isParameter(n)||ts.isBindingElement(n)||ts.isFunctionDeclaration(n)||ts.isClassDeclaration(n)||ts.isInterfaceDeclaration(n)||ts.isTypeAliasDeclaration(n)||ts.isPropertySignature(n)||ts.isPropertyDeclaration(n)||ts.isMethodDeclaration(n)||ts.isMethodSignature(n)||ts.isPropertyAssignment(n)||ts.isGetAccessor(n)))s.add(n.name.text); ts.forEachChild(n,v)};v(sf);
 const l=[...s].filter(x=>re.test(x)); if(l.length)console.log(f+': '+l.join(' '));}
